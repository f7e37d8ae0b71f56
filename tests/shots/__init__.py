"""`make shots`: lives a demo day through, moment by moment, and takes pictures of every screen.

One file per screen; `@moment("sessions")` says when its pictures are taken, `film.shoot(page, name)` takes one. What is
`kept` stands in docs/screens; `make shots ARGS=--all` writes all to build/screens, in more sizes and both themes.
A picture that fails is told at the end and stops no other.
"""

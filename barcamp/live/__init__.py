"""The hinge from "something changed" to "everyone sees it"."""

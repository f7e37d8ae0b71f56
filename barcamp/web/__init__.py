"""The routes: who is asking, what may they see, what did they send? Litestar lives here and in app, nowhere else."""

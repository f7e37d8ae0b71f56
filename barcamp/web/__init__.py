"""The routes: who is asking, what they may see, what they sent. Litestar is used here and in app, nowhere else."""

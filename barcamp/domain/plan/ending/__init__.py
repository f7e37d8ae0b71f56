"""When sessions end: before their slot does, where people have to change rooms."""

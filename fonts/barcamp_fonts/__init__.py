"""Letters for the scripts of the world. It holds nothing but files; `barcamp.exports.formats.glyphs` looks for them."""

"""Pictures of a course, set by hand: what is drawn is data (shapes.py), and one module each writes it as SVG and as PNG."""

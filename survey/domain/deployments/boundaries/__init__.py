"""Boundary files: a council's GeoJSON in, outlines of wards, councils or zones out, or problems in words."""

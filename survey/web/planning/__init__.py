"""The pages with which organisers plan a consultation, up to its opening."""

"""The log of submissions: what came in besides the web, typing forms in, importing, and the kiosk."""

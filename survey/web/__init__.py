"""Flask: blueprints and forms, one per audience or task. Views load, decide, save and redirect."""

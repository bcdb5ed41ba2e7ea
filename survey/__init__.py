"""Everything up to the stored response: deployments, consultations, questionnaires, answering, accounts."""

"""Pages of results: public, councillors' and organisers'. They show safe tables only."""

"""Pages of deployments: what everyone sees, and where organisers keep the register."""

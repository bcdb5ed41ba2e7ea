"""Everything that turns stored responses into what is shown. May import `survey`, never the reverse."""

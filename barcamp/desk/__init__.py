"""The only place that writes: commands are carried out here, journaled, committed together and told to everybody."""

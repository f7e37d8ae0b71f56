"""What people would like to talk about: pitching, interest, hosts, and the pitch round."""

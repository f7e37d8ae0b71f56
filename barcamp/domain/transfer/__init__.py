"""Events that go to another server and come from one."""

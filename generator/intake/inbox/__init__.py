"""The inbox: what people sent in, in files outside what is built."""

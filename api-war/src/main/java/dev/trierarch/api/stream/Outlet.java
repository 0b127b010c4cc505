package dev.trierarch.api.stream;

/** Where a stream's bytes go out, for who makes them. */
public interface Outlet {

  /** There is something to write, or nothing will come any more. */
  void wake();

  /** Ends the stream at once, whatever has not been written. */
  void abort();
}

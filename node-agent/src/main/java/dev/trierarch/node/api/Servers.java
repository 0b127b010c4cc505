package dev.trierarch.node.api;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API servers of one cluster. One is spoken to until it does not answer, then the next. Safe
 * for many threads.
 */
public final class Servers {

  private final List<URI> all;
  private final AtomicInteger turns = new AtomicInteger();

  private Servers(List<URI> all) {
    this.all = List.copyOf(all);
  }

  /**
   * @param all at least one
   */
  public static Servers of(List<URI> all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("--server: must name a server");
    }
    return new Servers(all);
  }

  /** The one that was named first: what a cluster is known by. */
  public URI first() {
    return all.get(0);
  }

  URI current() {
    return at(turns.get());
  }

  private URI at(int turn) {
    return all.get(Math.floorMod(turn, all.size()));
  }

  /** Turns to the next one, unless somebody has done so already. */
  void doesNotAnswer(URI request) {
    int turn = turns.get();
    if (at(turn).getAuthority().equals(request.getAuthority())) {
      turns.compareAndSet(turn, turn + 1);
    }
  }
}

package dev.trierarch.api.flow;

/** Why a request was turned away, in the words of upstream's metric. */
enum Rejection {
  QUEUE_FULL("queue-full"),
  CONCURRENCY_LIMIT("concurrency-limit"),
  TIME_OUT("time-out");

  private final String label;

  Rejection(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

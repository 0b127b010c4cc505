package dev.trierarch.api.flow;

/**
 * Deals each flow a few of the queues, so that two flows rarely share all of theirs: a flood in one
 * flow leaves most others a queue without it.
 */
final class ShuffleSharding {

  private ShuffleSharding() {}

  /**
   * Different indexes below {@code queues}, always the same for a flow.
   *
   * <p>Example: of four queues and a hand of two, flow 7 gets card 7 mod 4 = 3, then, with 7 / 4 =
   * 1 left and the cards 0, 1, 2, card 1 mod 3 = 1.
   */
  static int[] hand(long flow, int queues, int handSize) {
    int[] hand = new int[Math.min(handSize, queues)];
    long rest = flow;
    for (int dealt = 0; dealt < hand.length; dealt++) {
      int left = queues - dealt;
      hand[dealt] = cardAt((int) Long.remainderUnsigned(rest, left), hand, dealt);
      rest = Long.divideUnsigned(rest, left);
    }
    return hand;
  }

  /** The card at a place among those that have not been dealt. */
  private static int cardAt(int place, int[] hand, int dealt) {
    int[] gone = java.util.Arrays.copyOf(hand, dealt);
    java.util.Arrays.sort(gone);
    int card = place;
    for (int each : gone) {
      card += each <= card ? 1 : 0;
    }
    return card;
  }

  /** A number for a flow's name, spread over all 64 bits (FNV-1a). */
  static long flow(String schema, String distinguisher) {
    long hash = 0xcbf29ce484222325L;
    String name = schema + "\n" + distinguisher;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}

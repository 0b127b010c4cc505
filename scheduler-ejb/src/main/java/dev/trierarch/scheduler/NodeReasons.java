package dev.trierarch.scheduler;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in one sentence why no node is available, in upstream's words. */
final class NodeReasons {

  private NodeReasons() {}

  /**
   * @param reasons one or more a node
   */
  static String message(int nodesTotal, Collection<String> reasons) {
    String head = "0/" + nodesTotal + " nodes are available";
    if (reasons.isEmpty()) {
      return head + ".";
    }
    Map<String, Long> counts =
        reasons.stream()
            .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .sorted()
        .collect(Collectors.joining(", ", head + ": ", "."));
  }
}

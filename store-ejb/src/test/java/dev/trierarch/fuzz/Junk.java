package dev.trierarch.fuzz;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values that nobody expects anywhere. */
public final class Junk {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<Supplier<JsonNode>> VALUES =
      List.of(
          NODES::nullNode,
          () -> NODES.booleanNode(true),
          () -> NODES.numberNode(-1),
          () -> NODES.numberNode(0.5),
          () -> NODES.numberNode(Long.MIN_VALUE),
          () -> NODES.numberNode(BigInteger.TEN.pow(40)),
          () -> NODES.numberNode(1e300),
          () -> NODES.stringNode(""),
          () -> NODES.stringNode("\u0000\u001b"),
          () -> NODES.stringNode("\ud83d\ude00"),
          () -> NODES.stringNode("\ud83d"),
          () -> NODES.stringNode("-"),
          () -> NODES.stringNode("../../.."),
          () -> NODES.stringNode("9999999999999999999999Ei"),
          () -> NODES.stringNode("2026-99-99T00:00:00Z"),
          () -> NODES.stringNode("x".repeat(10_000)),
          NODES::arrayNode,
          NODES::objectNode,
          () -> NODES.arrayNode().addNull(),
          () -> NODES.arrayNode().add(NODES.arrayNode().add(NODES.objectNode())),
          () -> NODES.objectNode().put("", ""),
          () -> NODES.objectNode().putNull("name"),
          () -> NODES.objectNode().put("$patch", "delete"),
          () -> nested(120));

  private Junk() {}

  public static JsonNode value(RandomGenerator random) {
    return VALUES.get(random.nextInt(VALUES.size())).get();
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = NODES.arrayNode();
    for (int i = 0; i < depth; i++) {
      inner = i % 2 == 0 ? NODES.objectNode().set("a", inner) : NODES.arrayNode().add(inner);
    }
    return inner;
  }
}

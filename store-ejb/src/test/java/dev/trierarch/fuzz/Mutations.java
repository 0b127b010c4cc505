package dev.trierarch.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils trees and bytes here and there. */
public final class Mutations {

  private final RandomGenerator random;

  public Mutations(RandomGenerator random) {
    this.random = random;
  }

  /** Changes some places of the tree in place. */
  public void spoil(ObjectNode tree, int times) {
    for (int i = 0; i < times; i++) {
      List<JsonNode> containers = new ArrayList<>();
      collect(tree, containers);
      spoilOne(containers.get(random.nextInt(containers.size())));
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.values().forEach(child -> collect(child, containers));
    }
  }

  private void spoilOne(JsonNode container) {
    if (container instanceof ObjectNode object) {
      spoil(object);
    } else if (container instanceof ArrayNode array) {
      spoil(array);
    }
  }

  private void spoil(ObjectNode object) {
    List<String> names = List.copyOf(object.propertyNames());
    if (names.isEmpty() || random.nextInt(8) == 0) {
      object.set("unknown" + random.nextInt(3), Junk.value(random));
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      object.remove(name);
    } else {
      object.set(name, Junk.value(random));
    }
  }

  private void spoil(ArrayNode array) {
    if (array.isEmpty() || random.nextInt(4) == 0) {
      array.add(Junk.value(random));
    } else if (random.nextBoolean()) {
      array.add(array.get(0).deepCopy());
    } else {
      array.set(random.nextInt(array.size()), Junk.value(random));
    }
  }

  /** Flips, cuts or doubles some bytes. */
  public byte[] spoil(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> doubled(bytes, at);
      default -> flipped(bytes, at);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] = (byte) random.nextInt(256);
    return flipped;
  }

  private static byte[] doubled(byte[] bytes, int at) {
    byte[] doubled = Arrays.copyOf(bytes, bytes.length + at);
    System.arraycopy(bytes, 0, doubled, bytes.length, at);
    return doubled;
  }
}

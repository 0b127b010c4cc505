package dev.trierarch.api.patch;

import dev.trierarch.api.resource.Json;
import tools.jackson.databind.JsonNode;

/**
 * Keeps a patch from growing an object without bound: twenty copies of a thing into itself make a
 * million of it.
 */
final class PatchGrowth {

  private static final long COPIED_BYTES_MAX = 3L * 1024 * 1024;

  private long copiedBytes;

  /** A copy, as long as all copies of this patch together stay in bounds. */
  JsonNode copy(JsonNode node) {
    copiedBytes += Json.bytes(node).length;
    if (copiedBytes > COPIED_BYTES_MAX) {
      throw PatchProblems.tooMuchCopied(copiedBytes, COPIED_BYTES_MAX);
    }
    return node.deepCopy();
  }

  /** Refuses what would stand too deep. */
  static void checkDepth(String path, int pathDepth, JsonNode value) {
    if (pathDepth + depth(value) > Json.NESTING_DEPTH_MAX) {
      throw PatchProblems.notApplicable(
          "the path " + path + " would be nested more than " + Json.NESTING_DEPTH_MAX + " deep");
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node.values()) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainer() ? deepest + 1 : 0;
  }
}

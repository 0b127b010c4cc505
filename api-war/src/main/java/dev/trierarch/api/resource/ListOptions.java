package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiErrors;

/**
 * Which state a list or get asks for and how much of it.
 *
 * @param limit objects a page, 0 for all
 * @param continueFrom where a paged list goes on, null at its start
 * @param resourceVersion null when the client named none
 */
public record ListOptions(
    int limit, ContinueToken continueFrom, Long resourceVersion, Match match) {

  /** What a resourceVersion means. */
  public enum Match {
    NONE,
    NOT_OLDER_THAN,
    EXACT
  }

  public static ListOptions parse(Query query) {
    ReadRules.checkList(query);
    ContinueToken from =
        query.text("continue").isEmpty() ? null : ContinueToken.parse(query.text("continue"));
    Long version = resourceVersion(query);
    Match match = match(query.text("resourceVersionMatch"));
    if (from != null && version != null && version != 0) {
      throw ApiErrors.badRequest("specifying resource version is not allowed when using continue");
    }
    long limit = query.number("limit").orElse(0L);
    return new ListOptions((int) Math.min(limit, Integer.MAX_VALUE), from, version, match);
  }

  /** Null when the client named none. */
  public static Long resourceVersion(Query query) {
    String text = query.text("resourceVersion");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw ApiErrors.badRequest(
          "resourceVersion: Invalid value: \"" + text + "\": must be a whole number");
    }
  }

  private static Match match(String text) {
    return switch (text) {
      case "NotOlderThan" -> Match.NOT_OLDER_THAN;
      case "Exact" -> Match.EXACT;
      default -> Match.NONE;
    };
  }
}

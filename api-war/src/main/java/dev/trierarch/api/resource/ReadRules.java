package dev.trierarch.api.resource;

import dev.trierarch.catalog.FieldErrors;
import java.util.List;

/** Which options of lists and watches may stand together. */
public final class ReadRules {

  private static final String MATCH = "resourceVersionMatch";
  private static final String INITIAL_EVENTS = "sendInitialEvents";
  private static final String NOT_OLDER_THAN = "NotOlderThan";
  private static final String EXACT = "Exact";

  private ReadRules() {}

  /**
   * @throws dev.trierarch.registry.ApiException 422 that names every option that may not be there
   */
  public static void checkList(Query query) {
    FieldErrors errors = new FieldErrors();
    String match = query.text(MATCH);
    if (!match.isEmpty()) {
      String version = query.text("resourceVersion");
      if (version.isEmpty()) {
        errors.forbidden(MATCH, MATCH + " is forbidden unless resourceVersion is provided");
      }
      checkNoContinue(query, errors);
      if (!match.equals(EXACT) && !match.equals(NOT_OLDER_THAN)) {
        errors.notSupported(MATCH, match, List.of(EXACT, NOT_OLDER_THAN, ""));
      }
      if (match.equals(EXACT) && version.equals("0")) {
        errors.forbidden(MATCH, MATCH + " \"exact\" is forbidden for resourceVersion \"0\"");
      }
    }
    if (query.has(INITIAL_EVENTS)) {
      errors.forbidden(INITIAL_EVENTS, INITIAL_EVENTS + " is forbidden for list");
    }
    OptionRules.refuse("ListOptions", errors);
  }

  /**
   * @throws dev.trierarch.registry.ApiException 422 that names every option that may not be there
   */
  public static void checkWatch(Query query) {
    FieldErrors errors = new FieldErrors();
    String match = query.text(MATCH);
    boolean initialEvents = query.has(INITIAL_EVENTS);
    if (initialEvents && !match.equals(NOT_OLDER_THAN)) {
      errors.forbidden(
          MATCH, INITIAL_EVENTS + " requires setting " + MATCH + " to " + NOT_OLDER_THAN);
    }
    if (!match.isEmpty()) {
      if (!initialEvents) {
        errors.forbidden(
            MATCH, MATCH + " is forbidden for watch unless " + INITIAL_EVENTS + " is provided");
      }
      if (!match.equals(NOT_OLDER_THAN)) {
        errors.notSupported(MATCH, match, List.of(NOT_OLDER_THAN));
      }
      checkNoContinue(query, errors);
    }
    OptionRules.refuse("ListOptions", errors);
  }

  private static void checkNoContinue(Query query, FieldErrors errors) {
    if (!query.text("continue").isEmpty()) {
      errors.forbidden(MATCH, MATCH + " is forbidden when continue is provided");
    }
  }
}

package dev.trierarch.catalog.form;

import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a text is a cron schedule: five fields, or a name such as {@code @daily}. */
final class CronSchedules {

  private static final List<String> NAMES =
      List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
  private static final Pattern EVERY = Pattern.compile("@every ([0-9.]+(ns|us|ms|s|m|h))+");
  private static final Pattern PART =
      Pattern.compile("(\\*|\\?|([0-9a-zA-Z]+)(-([0-9a-zA-Z]+))?)(/([0-9]+))?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** One field's bounds, and the names of its values from the least on. */
  private record Bounds(int least, int most, List<String> names) {}

  private static final List<Bounds> FIELDS =
      List.of(
          new Bounds(0, 59, List.of()),
          new Bounds(0, 23, List.of()),
          new Bounds(1, 31, List.of()),
          new Bounds(1, 12, MONTHS),
          new Bounds(0, 6, DAYS));

  /** Names of the time zone database that the JDK leaves out of its own. */
  private static final List<String> NOT_IN_JAVA =
      List.of("EST", "GMT+0", "GMT-0", "HST", "MST", "ROC");

  private CronSchedules() {}

  static List<String> problems(String schedule) {
    return problem(schedule).map(List::of).orElse(List.of());
  }

  private static Optional<String> problem(String schedule) {
    if (schedule.contains("TZ")) {
      return Optional.of("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
    }
    if (schedule.startsWith("@")) {
      return NAMES.contains(schedule) || EVERY.matcher(schedule).matches()
          ? Optional.empty()
          : Optional.of("unrecognized descriptor: " + schedule);
    }
    List<String> fields = List.of(schedule.strip().split("\\s+", -1));
    if (fields.size() != FIELDS.size()) {
      return Optional.of(
          "expected exactly 5 fields, found %d: [%s]"
              .formatted(fields.size(), String.join(" ", fields)));
    }
    for (int i = 0; i < fields.size(); i++) {
      for (String part : fields.get(i).split(",", -1)) {
        if (!fits(part, FIELDS.get(i))) {
          return Optional.of("failed to parse " + part);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(String part, Bounds bounds) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      return false;
    }
    if (matcher.group(6) != null && matcher.group(6).matches("0+")) {
      return false;
    }
    if (matcher.group(2) == null) {
      return true;
    }
    int from = value(matcher.group(2), bounds);
    int to = matcher.group(4) == null ? from : value(matcher.group(4), bounds);
    return from >= bounds.least() && to <= bounds.most() && from <= to;
  }

  /** The number that a text stands for; -1, which is out of all bounds, for none. */
  private static int value(String text, Bounds bounds) {
    int named = bounds.names().indexOf(text.toLowerCase(Locale.ROOT));
    if (named >= 0) {
      return named + bounds.least();
    }
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }

  static List<String> timeZoneProblems(String zone) {
    if (zone.isEmpty()) {
      return List.of("timeZone must be nil or non-empty string");
    }
    if (zone.equalsIgnoreCase("Local")) {
      return List.of(
          "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
    }
    return ZoneRulesProvider.getAvailableZoneIds().contains(zone) || NOT_IN_JAVA.contains(zone)
        ? List.of()
        : List.of("unknown time zone " + zone);
  }
}

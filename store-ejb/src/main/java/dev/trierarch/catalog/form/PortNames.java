package dev.trierarch.catalog.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells IANA service names, which ports may have, from other texts. */
final class PortNames {

  private static final int LENGTH_MAX = 15;
  private static final Pattern CHARACTERS = Pattern.compile("[-a-z0-9]*");

  private PortNames() {}

  static List<String> problems(String name) {
    List<String> problems = new ArrayList<>();
    if (name.length() > LENGTH_MAX) {
      problems.add("must be no more than " + LENGTH_MAX + " characters");
    }
    if (!CHARACTERS.matcher(name).matches()) {
      problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (name.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
      problems.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      problems.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      problems.add("must not begin or end with a hyphen");
    }
    return problems;
  }
}

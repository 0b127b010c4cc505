package dev.trierarch.catalog.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a container's files, paths and environment variables may be called. */
final class FileNames {

  private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[\\x20-\\x3c\\x3e-\\x7e]+");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final String SYSCTL_SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final Pattern SYSCTL =
      Pattern.compile("(" + SYSCTL_SEGMENT + "[\\./])*" + SYSCTL_SEGMENT);
  private static final int SYSCTL_LENGTH_MAX = 253;
  private static final int CONFIG_KEY_LENGTH_MAX = 253;

  private FileNames() {}

  static List<String> environmentProblems(String name) {
    return ENVIRONMENT_NAME.matcher(name).matches()
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  static List<String> problems(String key) {
    List<String> problems = new ArrayList<>();
    if (key.length() > CONFIG_KEY_LENGTH_MAX) {
      problems.add("must be no more than " + CONFIG_KEY_LENGTH_MAX + " characters");
    }
    if (!CONFIG_KEY.matcher(key).matches()) {
      problems.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
    } else if (key.equals(".")) {
      problems.add("must not be '.'");
    } else if (key.equals("..")) {
      problems.add("must not be '..'");
    } else if (key.startsWith("..")) {
      problems.add("must not start with '..'");
    }
    return problems;
  }

  static List<String> relativePathProblems(String path) {
    List<String> problems = new ArrayList<>();
    if (path.startsWith("/")) {
      problems.add("must be a relative path");
    }
    problems.addAll(forwardPathProblems(path));
    return problems;
  }

  static List<String> forwardPathProblems(String path) {
    boolean back = List.of(path.split("/", -1)).contains("..");
    return back ? List.of("must not contain '..'") : List.of();
  }

  static List<String> localPathProblems(String path) {
    List<String> problems = new ArrayList<>(relativePathProblems(path));
    if (path.startsWith("..") && !path.startsWith("../")) {
      problems.add("must not start with '..'");
    }
    return problems;
  }

  static List<String> absolutePathProblems(String path) {
    return path.startsWith("/") ? List.of() : List.of("must be an absolute path");
  }

  static List<String> sysctlProblems(String name) {
    return name.length() <= SYSCTL_LENGTH_MAX && SYSCTL.matcher(name).matches()
        ? List.of()
        : List.of(
            "must have at most %d characters and match regex ^%s$"
                .formatted(SYSCTL_LENGTH_MAX, SYSCTL));
  }

  static List<String> trimmedProblems(String text) {
    return text.equals(text.strip())
        ? List.of()
        : List.of("must not have leading or trailing whitespace");
  }
}

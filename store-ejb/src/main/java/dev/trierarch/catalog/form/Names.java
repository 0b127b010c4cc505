package dev.trierarch.catalog.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of names and labels, with upstream's words for what does not fit them. */
final class Names {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String LABEL_VALUE = "(" + QUALIFIED + ")?";

  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
  private static final Pattern LABEL_1035_PATTERN = Pattern.compile(LABEL_1035);
  private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
  private static final Pattern LABEL_VALUE_PATTERN = Pattern.compile(LABEL_VALUE);

  private static final String WILDCARD_WORDS =
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which"
          + " must consist of lower case alphanumeric characters, '-' or '.' and end with an"
          + " alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\."
          + SUBDOMAIN
          + "')";

  private static final Pattern HEADER_PATTERN = Pattern.compile("[-A-Za-z0-9]+");
  private static final String UNDERSCORE_LABEL = "[a-z0-9_]([-_a-z0-9]*[a-z0-9])?";
  private static final String UNDERSCORE_SUBDOMAIN =
      UNDERSCORE_LABEL + "(\\." + UNDERSCORE_LABEL + ")*";
  private static final Pattern SEARCH_DOMAIN_PATTERN = Pattern.compile(UNDERSCORE_SUBDOMAIN);
  private static final String SEARCH_DOMAIN_WORDS =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-'"
          + " or '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
          + " regex used for validation is '"
          + UNDERSCORE_SUBDOMAIN
          + "')";

  private static final String HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
  private static final Pattern HTTP_PATH_PATTERN = Pattern.compile(HTTP_PATH);

  private static final int SUBDOMAIN_LENGTH_MAX = 253;
  private static final int LABEL_LENGTH_MAX = 63;

  private static final String SUBDOMAIN_WORDS =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is '"
          + SUBDOMAIN
          + "')";
  private static final String LABEL_WORDS =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '"
          + LABEL
          + "')";
  private static final String LABEL_1035_WORDS =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '"
          + LABEL_1035
          + "')";
  private static final String QUALIFIED_WORDS =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '"
          + QUALIFIED
          + "')";
  private static final String LABEL_VALUE_WORDS =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is '"
          + LABEL_VALUE
          + "')";

  private Names() {}

  static List<String> qualifiedDomainProblems(String name) {
    List<String> problems = subdomainProblems(name);
    return !problems.isEmpty() || name.split("\\.", -1).length > 2
        ? problems
        : List.of("should be a domain with at least three segments separated by dots");
  }

  /** What is wrong with the name of a host somewhere in the world: at least two labels. */
  static List<String> fullDomainProblems(String domain) {
    String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    List<String> problems = subdomainProblems(name);
    return !problems.isEmpty() || name.contains(".")
        ? problems
        : List.of("should be a domain with at least two segments separated by dots");
  }

  static List<String> labelProblems(String name) {
    return check(name, LABEL_PATTERN, LABEL_WORDS, LABEL_LENGTH_MAX);
  }

  static List<String> label1035Problems(String name) {
    return check(name, LABEL_1035_PATTERN, LABEL_1035_WORDS, LABEL_LENGTH_MAX);
  }

  /** What is wrong with a label's or an annotation's key, a finalizer, a condition's type. */
  static List<String> qualifiedNameProblems(String key) {
    String[] parts = key.split("/", -1);
    List<String> problems = new ArrayList<>();
    if (parts.length > 2) {
      problems.add(
          "a qualified name "
              + QUALIFIED_WORDS
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return problems;
    }
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        problems.add("prefix part must be non-empty");
      } else {
        subdomainProblems(parts[0]).forEach(problem -> problems.add("prefix part " + problem));
      }
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      problems.add("name part must be non-empty");
    } else if (name.length() > LABEL_LENGTH_MAX) {
      problems.add("name part " + tooLong(LABEL_LENGTH_MAX));
    }
    if (!QUALIFIED_PATTERN.matcher(name).matches()) {
      problems.add("name part " + QUALIFIED_WORDS);
    }
    return problems;
  }

  /** What is wrong with a label's value. */
  static List<String> labelValueProblems(String value) {
    return check(value, LABEL_VALUE_PATTERN, LABEL_VALUE_WORDS, LABEL_LENGTH_MAX);
  }

  static List<String> subdomainProblems(String name) {
    return check(name, SUBDOMAIN_PATTERN, SUBDOMAIN_WORDS, SUBDOMAIN_LENGTH_MAX);
  }

  static List<String> pathSegmentProblems(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    List<String> problems = new ArrayList<>();
    for (String forbidden : List.of("/", "%")) {
      if (name.contains(forbidden)) {
        problems.add("may not contain '" + forbidden + "'");
      }
    }
    return problems;
  }

  private static List<String> check(String text, Pattern form, String words, int lengthMax) {
    List<String> problems = new ArrayList<>();
    if (text.length() > lengthMax) {
      problems.add(tooLong(lengthMax));
    }
    if (!form.matcher(text).matches()) {
      problems.add(words);
    }
    return problems;
  }

  static List<String> driverProblems(String name) {
    List<String> problems =
        new ArrayList<>(
            check(
                name.toLowerCase(Locale.ROOT),
                SUBDOMAIN_PATTERN,
                SUBDOMAIN_WORDS,
                SUBDOMAIN_LENGTH_MAX));
    if (name.length() > LABEL_LENGTH_MAX) {
      problems.add(tooLong(LABEL_LENGTH_MAX));
    }
    return problems;
  }

  static List<String> kindProblems(String kind) {
    return label1035Problems(kind.toLowerCase(Locale.ROOT)).stream()
        .map(problem -> "may have mixed case, but should otherwise match: " + problem)
        .toList();
  }

  static List<String> domainPathProblems(String path) {
    int slash = path.indexOf('/');
    if (slash <= 0 || slash == path.length() - 1) {
      return List.of("must be a domain-prefixed path (such as \"acme.io/foo\")");
    }
    List<String> problems = new ArrayList<>(subdomainProblems(path.substring(0, slash)));
    if (!HTTP_PATH_PATTERN.matcher(path.substring(slash + 1)).matches()) {
      problems.add("Invalid path (regex used for validation is '" + HTTP_PATH + "')");
    }
    return problems;
  }

  static List<String> signerProblems(String signer) {
    String[] parts = signer.split("/", -1);
    if (parts.length != 2) {
      return List.of(
          "must be a fully qualified domain and path of the form 'example.com/signer-name'");
    }
    List<String> problems = new ArrayList<>();
    String[] labels = parts[0].split("\\.", -1);
    for (String label : labels) {
      labelProblems(label).forEach(problem -> problems.add(validating(label, problem)));
    }
    if (labels.length < 2) {
      problems.add("should be a domain with at least two segments separated by dots");
    }
    subdomainProblems(parts[1]).forEach(problem -> problems.add(validating(parts[1], problem)));
    return problems;
  }

  private static String validating(String part, String problem) {
    return "validating label \"" + part + "\": " + problem;
  }

  static List<String> hostProblems(String host) {
    if (IpAddresses.isAddress(host)) {
      return List.of("must be a DNS name, not an IP address");
    }
    if (!host.contains("*")) {
      return subdomainProblems(host);
    }
    return host.startsWith("*.") && subdomainProblems(host.substring(2)).isEmpty()
        ? List.of()
        : List.of(WILDCARD_WORDS);
  }

  static List<String> headerProblems(String name) {
    return HEADER_PATTERN.matcher(name).matches()
        ? List.of()
        : List.of(
            "a valid HTTP header must consist of alphanumeric characters or '-' (e.g."
                + " 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')");
  }

  static List<String> searchDomainProblems(String domain) {
    String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    return domain.equals(".")
        ? List.of()
        : check(name, SEARCH_DOMAIN_PATTERN, SEARCH_DOMAIN_WORDS, SUBDOMAIN_LENGTH_MAX);
  }

  private static String tooLong(int lengthMax) {
    return "must be no more than " + lengthMax + " characters";
  }
}

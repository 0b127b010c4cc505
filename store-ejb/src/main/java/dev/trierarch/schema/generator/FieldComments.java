package dev.trierarch.schema.generator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What upstream says of each field, read from the comments in the protobuf classes' sources: the
 * model classes say nothing of a field that refers to another definition.
 */
final class FieldComments {

  private static final String SOURCES = "/io/kubernetes/client/proto/";

  /** The interface of a message comes first and has each field's comment above its getter. */
  private static final Pattern MESSAGE =
      Pattern.compile("@@protoc_insertion_point\\(interface_extends:k8s\\.io\\.(.*)\\)");

  private static final Pattern FIELD =
      Pattern.compile("<code>(?:[a-z]+ )?(?:\\.k8s\\.io\\.)?(\\S+) (\\w+) = \\d+.*</code>");

  private final Map<String, String> comments = new HashMap<>();
  private final Map<String, Set<String>> typesOfFields = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private boolean inside;
  private String message = "";

  private FieldComments() {}

  /** Reads the sources that are on the class path. */
  static FieldComments read() throws IOException {
    FieldComments comments = new FieldComments();
    URL directory = FieldComments.class.getResource(SOURCES + "V1.java");
    try (JarFile sources = ((JarURLConnection) directory.openConnection()).getJarFile()) {
      for (JarEntry entry : sources.stream().toList()) {
        if (entry.getName().endsWith(".java")) {
          comments.readSource(sources.getInputStream(entry));
        }
      }
    }
    return comments;
  }

  /**
   * What is said of a field of a definition, empty when nothing is. A field that the message does
   * not have is one of a message within: JSON has these inline.
   */
  String of(String definition, String field) {
    String owner = definition.replaceFirst("^io\\.k8s\\.", "").replace('-', '_');
    return Stream.concat(
            Stream.of(owner), typesOfFields.getOrDefault(owner, Set.of()).stream().sorted())
        .map(one -> comments.get(one + "#" + field))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private void readSource(InputStream source) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        readLine(line.strip());
      }
    }
  }

  private void readLine(String line) {
    if (line.startsWith("//")) {
      Matcher interfaceOfMessage = MESSAGE.matcher(line);
      if (interfaceOfMessage.find()) {
        message = interfaceOfMessage.group(1);
      }
    } else if (line.equals("* <pre>")) {
      inside = true;
      lines.clear();
    } else if (line.equals("* </pre>")) {
      inside = false;
    } else if (inside) {
      lines.add(unescaped(line.substring(1).strip()));
    } else if (line.startsWith("* <code>")) {
      Matcher field = FIELD.matcher(line);
      if (field.find()) {
        comments.putIfAbsent(message + "#" + field.group(2), text());
        typesOfFields.computeIfAbsent(message, any -> new HashSet<>()).add(field.group(1));
      }
      lines.clear();
    }
  }

  /**
   * The lines as one text: an empty line begins a paragraph, tags and what follows --- are left
   * out.
   */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (line.equals("---")) {
        break;
      }
      if (line.isEmpty()) {
        text.append("\n\n");
      } else if (!line.startsWith("+") && !line.startsWith("TODO")) {
        boolean begins = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        text.append(begins ? "" : " ").append(line);
      }
    }
    return text.toString().strip();
  }

  private static String unescaped(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#64;", "@")
        .replace("&#42;", "*")
        .replace("&#47;", "/")
        .replace("&#92;", "\\")
        .replace("&amp;", "&");
  }
}

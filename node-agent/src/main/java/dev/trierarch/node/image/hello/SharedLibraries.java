package dev.trierarch.node.image.hello;

import dev.trierarch.node.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the machine's libraries that a tree of programs needs, by asking {@code ldd}. */
final class SharedLibraries {
  private static final Pattern LIBRARY = Pattern.compile("(?:\\S+ => )?(/\\S+) \\(0x");

  private SharedLibraries() {}

  /** Absolute paths outside the tree, the loader among them. */
  static Set<Path> neededBy(Path tree) throws IOException {
    List<String> command = new ArrayList<>(List.of("ldd"));
    try (Stream<Path> files = Files.walk(tree)) {
      files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(f -> f.endsWith(".so") || f.endsWith("/bin/java"))
          .forEach(command::add);
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Set<Path> libraries = new TreeSet<>();
    for (String line : said.split("\n", -1)) {
      Matcher library = LIBRARY.matcher(line);
      if (library.find() && !Path.of(library.group(1)).normalize().startsWith(tree)) {
        libraries.add(Path.of(library.group(1)));
      }
    }
    if (libraries.isEmpty()) {
      throw new ImageException("ldd names no libraries of " + tree + ": is the C library glibc?");
    }
    return libraries;
  }
}

package dev.trierarch.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoints that Kubernetes' conformance tests exercise: the target of the catalog. */
public final class ConformanceEndpoints {

  private ConformanceEndpoints() {}

  /** One endpoint: a path template, what is done to it, and the operation's name. */
  public record Endpoint(String path, String action, String operation) {

    /** Group, version and resource lists, the version and the like: not a resource's own. */
    public boolean isDiscovery() {
      return action.equals("-");
    }

    boolean servedBy(Catalog catalog) {
      List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/")));
      String group = segments.remove(0).equals("api") ? "" : segments.remove(0);
      String version = segments.remove(0);
      if (segments.get(0).equals("namespaces")
          && segments.size() > 2
          && isNamespaceScope(segments)) {
        segments.subList(0, 2).clear();
      }
      Optional<ResourceType> type = catalog.byPlural(group, version, segments.get(0));
      return type.isPresent()
          && (segments.size() > 2
              ? type.get().hasSubresource(segments.get(2))
              : type.get().hasVerb(verb()));
    }

    private static boolean isNamespaceScope(List<String> segments) {
      return segments.get(1).equals("{namespace}");
    }

    private String verb() {
      return switch (action) {
        case "post" -> "create";
        case "put" -> "update";
        default -> action;
      };
    }
  }

  public static List<Endpoint> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ConformanceEndpoints.class.getResourceAsStream("/conformance/endpoints.tsv"),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> line.split("\t", -1)).map(ConformanceEndpoints::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Endpoint of(String[] columns) {
    return new Endpoint(columns[0], columns[1], columns[2]);
  }
}

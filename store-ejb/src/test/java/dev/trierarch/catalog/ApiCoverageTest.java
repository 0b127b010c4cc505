package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.ConformanceEndpoints.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/api-coverage.md} true: it is made from the catalog and the endpoints that
 * conformance exercises. Run with {@code -Dtrierarch.docs.write=true} to write it anew.
 */
class ApiCoverageTest {

  private static final Path PAGE = Path.of("..", "docs", "api-coverage.md");

  private final Catalog catalog = new BuiltInCatalog();

  @Test
  void thePageSaysWhatTheCatalogServes() throws IOException {
    String page = page();
    if (Boolean.getBoolean("trierarch.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/api-coverage.md is out of date: run this test with -Dtrierarch.docs.write=true")
        .isEqualTo(page);
  }

  private String page() {
    List<Endpoint> all = ConformanceEndpoints.all();
    Map<Boolean, List<Endpoint>> served =
        all.stream().collect(Collectors.partitioningBy(this::isServed));
    int in = served.get(true).size();
    StringBuilder page = new StringBuilder();
    page.append("# API coverage\n\n");
    page.append(
        """
        Made from the catalog and the endpoints that Kubernetes' conformance tests exercise.
        *In the catalog* means: in discovery and OpenAPI, known to routing and authorization,
        and, for kinds that are kept, decoded by the schema, stored, watched and shown in
        tables. *Own rules* says whether the kind has defaults and validation of its own beside
        the schema. What a kind then does is its controller's.

        """);
    page.append("%d of %d endpoints are in the catalog.\n".formatted(in, all.size()));
    page.append(
        """
        All of them are called by the system test `EveryEndpointIT`, which expects upstream's status
        codes.

        """);
    page.append("| group | endpoints | in the catalog |\n| --- | ---: | ---: |\n");
    byGroup(all)
        .forEach(
            (group, endpoints) ->
                page.append(
                    "| %s | %d | %d |\n"
                        .formatted(
                            group,
                            endpoints.size(),
                            endpoints.stream().filter(this::isServed).count())));
    page.append("\n## Not in the catalog\n\n");
    if (served.get(false).isEmpty()) {
      page.append("None.\n");
    }
    served.get(false).forEach(one -> page.append("- `" + one.action() + " " + one.path() + "`\n"));
    page.append(
        "\n## Kinds\n\n| kind | version | own rules | verbs | subresources |\n| --- | --- | --- | --- | --- |\n");
    catalog.types().forEach(type -> page.append(row(type)));
    return page.toString();
  }

  private static String row(ResourceType type) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            type.kind(),
            type.apiVersion(),
            hasOwnRules(type) ? "yes" : "",
            type.verbs().stream().sorted().collect(Collectors.joining(" ")),
            type.subresources().stream().sorted().collect(Collectors.joining(" ")));
  }

  private static boolean hasOwnRules(ResourceType type) {
    return type.strategy() != DefaultStrategy.WITH_STATUS
        && type.strategy() != DefaultStrategy.WITHOUT_STATUS;
  }

  private static Map<String, List<Endpoint>> byGroup(List<Endpoint> endpoints) {
    return endpoints.stream()
        .collect(Collectors.groupingBy(ApiCoverageTest::group, TreeMap::new, Collectors.toList()));
  }

  private static String group(Endpoint endpoint) {
    List<String> segments = List.of(endpoint.path().split("/", -1));
    boolean named = segments.get(1).equals("apis") && segments.size() > 3;
    return named ? segments.get(2) : segments.get(1).equals("api") ? "core" : "(no group)";
  }

  private boolean isServed(Endpoint endpoint) {
    if (!endpoint.isDiscovery()) {
      return endpoint.servedBy(catalog);
    }
    String group = group(endpoint);
    return group.equals("core")
        || group.equals("(no group)")
        || catalog.types().stream().anyMatch(type -> type.group().equals(group));
  }
}

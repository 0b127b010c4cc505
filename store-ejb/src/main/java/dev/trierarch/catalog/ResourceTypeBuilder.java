package dev.trierarch.catalog;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Declares one resource type, step by step, so that a group reads as a list of facts. */
public final class ResourceTypeBuilder {

  private static final Set<String> ALL_VERBS =
      Set.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final String plural;
  private final Class<? extends HasMetadata> model;
  private final boolean namespaced;
  private final String group;
  private List<String> shortNames = List.of();
  private List<String> categories = List.of();
  private Set<String> verbs = ALL_VERBS;
  private Set<String> subresources = Set.of();
  private List<Column> columns = Columns.NAME_AND_CREATION;
  private Optional<Comparator<JsonNode>> rowOrder = Optional.empty();
  private ResourceStrategy strategy = DefaultStrategy.WITHOUT_STATUS;
  private String groupResource;
  private Conversion conversion = Conversion.NONE;

  ResourceTypeBuilder(String plural, Class<? extends HasMetadata> model, boolean namespaced) {
    this.plural = plural;
    this.model = model;
    this.namespaced = namespaced;
    String declared = HasMetadata.getGroup(model);
    this.group = declared == null ? "" : declared;
    this.groupResource = group.isEmpty() ? plural : plural + "." + group;
  }

  public ResourceTypeBuilder shortNames(String... names) {
    this.shortNames = List.of(names);
    return this;
  }

  public ResourceTypeBuilder categories(String... names) {
    this.categories = List.of(names);
    return this;
  }

  /** Only these verbs instead of all eight. */
  public ResourceTypeBuilder verbs(String... only) {
    this.verbs = Set.of(only);
    return this;
  }

  /** Also makes the strategy keep status apart when {@code status} is among them. */
  public ResourceTypeBuilder subresources(String... names) {
    this.subresources = Set.of(names);
    if (subresources.contains("status") && strategy == DefaultStrategy.WITHOUT_STATUS) {
      this.strategy = DefaultStrategy.WITH_STATUS;
    }
    return this;
  }

  public ResourceTypeBuilder columns(List<Column> shown) {
    this.columns = List.copyOf(shown);
    return this;
  }

  /** Tables show the objects of a list in this order. */
  public ResourceTypeBuilder rowOrder(Comparator<JsonNode> order) {
    this.rowOrder = Optional.of(order);
    return this;
  }

  public ResourceTypeBuilder strategy(ResourceStrategy rules) {
    this.strategy = rules;
    return this;
  }

  /** Kept in another version's storage, in that version's shape. */
  public ResourceTypeBuilder storedAs(String otherGroupResource, Conversion how) {
    this.groupResource = otherGroupResource;
    this.conversion = how;
    return this;
  }

  /** The finished type. */
  public ResourceType build() {
    String kind = HasMetadata.getKind(model);
    return new ResourceType(
        group,
        HasMetadata.getVersion(model),
        kind,
        plural,
        kind.toLowerCase(Locale.ROOT),
        shortNames,
        categories,
        namespaced,
        verbs,
        subresources,
        columns,
        rowOrder,
        model,
        strategy,
        groupResource,
        conversion);
  }
}

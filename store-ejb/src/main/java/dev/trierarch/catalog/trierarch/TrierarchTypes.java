package dev.trierarch.catalog.trierarch;

import dev.trierarch.catalog.ResourceType;
import java.util.List;

/** The kinds that are our own: what there is beyond Kubernetes. */
public final class TrierarchTypes {

  private TrierarchTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("backups", Backup.class)
            .verbs("get", "list")
            .subresources("content")
            .columns(TrierarchColumns.BACKUPS)
            .build(),
        ResourceType.cluster("differences", LogDifference.class)
            .verbs("list")
            .shortNames("diff")
            .strategy(new ReadOnlyStrategy("object", "from", "to", "operation"))
            .columns(TrierarchColumns.DIFFERENCES)
            .build(),
        ResourceType.cluster("revisions", LogRevision.class)
            .verbs("get", "list")
            .shortNames("rev")
            .strategy(new ReadOnlyStrategy("object", "operation", "user", "actor", "cause"))
            .columns(TrierarchColumns.REVISIONS)
            .build());
  }
}

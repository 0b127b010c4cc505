package dev.trierarch.catalog;

import java.util.ArrayList;
import java.util.List;

/** Columns that the kinds with a pod template share. */
public final class WorkloadColumns {

  private static final String[] POD_SPEC = {"spec", "template", "spec"};

  private WorkloadColumns() {}

  /** In wide output: the template's containers, their images, the selector. */
  public static final List<Column> TEMPLATE =
      List.of(
          containers(POD_SPEC),
          images(POD_SPEC),
          Columns.wide(
              "Selector",
              "Selects the pods.",
              object -> Cells.selector(Cells.at(object, "spec", "selector"))));

  /** Of the scale that stands for an object with replicas. */
  public static final List<Column> SCALES =
      List.of(
          Columns.NAME,
          Columns.number("Desired", "Pods wanted.", one -> Cells.number(one, "spec", "replicas")),
          Columns.number(
              "Available", "Pods there.", one -> Cells.number(one, "status", "replicas")),
          Columns.AGE);

  /** The names of a pod spec's containers. */
  public static Column containers(String... podSpec) {
    return Columns.wide(
        "Containers",
        "Names of each container in the template.",
        object -> Cells.join(Cells.at(object, podSpec).path("containers"), "name"));
  }

  /** The images of a pod spec's containers. */
  public static Column images(String... podSpec) {
    return Columns.wide(
        "Images",
        "Images referenced by each container in the template.",
        object -> Cells.join(Cells.at(object, podSpec).path("containers"), "image"));
  }

  /** The columns, then those of the template. */
  public static List<Column> withTemplate(Column... columns) {
    List<Column> all = new ArrayList<>(List.of(columns));
    all.addAll(TEMPLATE);
    return all;
  }
}

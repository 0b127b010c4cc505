package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that ServiceCIDRs are written by: a range stays, and one of the other family may be
 * added.
 */
public final class ServiceCidrStrategy implements ResourceStrategy {

  @Override
  public void validateCreate(ObjectNode range, FieldErrors errors) {
    Field ranges = Field.root(range, errors).at("spec", "cidrs");
    List<Field> all = ranges.items();
    if (all.size() > 2) {
      ranges.invalid("must only hold 2 values");
    } else if (all.size() == 2 && isV6(all.get(0)) == isV6(all.get(1))) {
      ranges.invalid(
          "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and"
              + " 2001:db8::/96");
    }
  }

  private static boolean isV6(Field range) {
    return range.text().contains(":");
  }

  @Override
  public void validateUpdate(ObjectNode range, ObjectNode old, FieldErrors errors) {
    validateCreate(range, errors);
    Field ranges = Field.root(range, errors).at("spec", "cidrs");
    Field former = Field.root(old, errors).at("spec", "cidrs");
    boolean grown = former.items().size() == 1 && ranges.items().size() == 2;
    if (grown) {
      ranges.items().get(0).unchangedFrom(former.items().get(0));
    } else {
      ranges.unchangedFrom(former);
    }
  }
}

package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.IpAddresses;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates a Service's addresses and their families, and that those that it has stay. */
final class ServiceAddressRules {

  private static final String HEADLESS = "None";
  private static final int ADDRESSES_MAX = 2;

  private ServiceAddressRules() {}

  static void check(Field spec) {
    if (isExternal(spec)) {
      external(spec);
      return;
    }
    Field all = spec.get("clusterIPs");
    if (isHeadless(spec) && !spec.get("type").isText("ClusterIP")) {
      all.items()
          .get(0)
          .invalid("may not be set to 'None' for " + spec.get("type").text() + " services");
    }
    Field first = spec.get("clusterIP");
    if (!first.isEmpty() && all.isEmpty()) {
      all.missing("");
    } else if (!first.isEmpty() && !all.items().get(0).isText(first.text())) {
      all.invalid("first value must match `clusterIP`");
    }
    families(spec.get("ipFamilies"));
    addresses(spec, all);
  }

  private static void external(Field spec) {
    if (!spec.get("clusterIPs").isEmpty()) {
      spec.get("clusterIPs").forbidden("may not be set for ExternalName services");
    }
    for (String field : List.of("ipFamilies", "ipFamilyPolicy")) {
      if (!spec.get(field).isEmpty()) {
        spec.get(field).forbidden("may not be set for ExternalName services");
      }
    }
  }

  private static void families(Field families) {
    Set<String> seen = new HashSet<>();
    for (Field family : families.items()) {
      family.oneOf("IPv4", "IPv6");
      if (!seen.add(family.text())) {
        family.duplicate();
      }
    }
  }

  private static void addresses(Field spec, Field all) {
    List<Field> items = all.items();
    if (items.size() > 1 && items.get(0).isText(HEADLESS)) {
      all.invalid("'None' must be the first and only value");
      return;
    }
    boolean valid = true;
    for (Field address : items) {
      if (!address.isText(HEADLESS) || items.size() > 1) {
        address.form(Form.IP_ADDRESS);
        valid &= IpAddresses.isAddress(address.text());
      }
    }
    if (items.size() > ADDRESSES_MAX) {
      all.invalid("may only hold up to 2 values");
    }
    if (!valid) {
      return;
    }
    if (items.size() == ADDRESSES_MAX && isV6(items.get(0)) == isV6(items.get(1))) {
      all.invalid("may specify no more than one IP for each IP family");
    }
    List<Field> families = spec.get("ipFamilies").items();
    for (int i = 0; i < Math.min(items.size(), families.size()) && !isHeadless(spec); i++) {
      Field address = items.get(i);
      String wanted = families.get(i).text();
      if (!wanted.equals(isV6(address) ? "IPv6" : "IPv4")) {
        address.invalid(
            "expected an %s value as indicated by `ipFamilies[%d]`".formatted(wanted, i));
      }
    }
  }

  private static boolean isV6(Field address) {
    return IpAddresses.isV6(address.text());
  }

  /** A first address or family stays; a second one may come, and go if only one is wanted. */
  static void checkChange(Field spec, Field old) {
    if (isExternal(spec) || isExternal(old)) {
      return;
    }
    if (!(isHeadless(spec) && isHeadless(old))) {
      stays(spec, old, "clusterIPs", "clusterIP");
    }
    if (!isHeadless(spec) && !isHeadless(old)) {
      stays(spec, old, "ipFamilies", "ipFamily");
    }
  }

  private static void stays(Field spec, Field old, String list, String one) {
    Field all = spec.get(list);
    List<Field> given = all.items();
    List<Field> former = old.get(list).items();
    if (!former.isEmpty() && given.isEmpty()) {
      all.saidAt(spec.get(list + "[0]")).invalid("primary " + one + " can not be unset");
      return;
    }
    for (int i = 0; i < Math.min(given.size(), former.size()); i++) {
      if (!given.get(i).isText(former.get(i).text())) {
        all.saidAt(spec.get(list + "[" + i + "]")).invalid("may not change once set");
      }
    }
    if (former.size() > given.size() && !spec.get("ipFamilyPolicy").isText("SingleStack")) {
      spec.get("ipFamilyPolicy")
          .invalid("must be set to 'SingleStack' when releasing the secondary " + one);
    }
  }

  private static boolean isExternal(Field spec) {
    return spec.get("type").isText("ExternalName");
  }

  private static boolean isHeadless(Field spec) {
    List<Field> all = spec.get("clusterIPs").items();
    return all.size() == 1 && all.get(0).isText(HEADLESS);
  }
}

package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates what is reported of a pod against what was reported before. */
final class PodStatusRules {

  private PodStatusRules() {}

  static void check(Field pod, Field old) {
    Field status = pod.get("status");
    Field former = old.get("status");
    if (former.get("qosClass").isPresent()) {
      status.get("qosClass").unchangedFrom(former.get("qosClass"));
    }
    for (Field condition : status.get("conditions").items()) {
      condition.get("type").saidAt(condition.get("Condition")).form(Form.QUALIFIED_NAME);
    }
    Field spec = old.get("spec");
    ended("containerStatuses", status, former, spec, "containers");
    ended("initContainerStatuses", status, former, spec, "initContainers");
    ended("ephemeralContainerStatuses", status, former, spec, "ephemeralContainers");
    claims(status.get("resourceClaimStatuses"), pod.at("spec", "resourceClaims"));
    addresses(status.get("podIPs"));
    addresses(status.get("hostIPs"));
  }

  /** A container that ended for good does not run again. */
  private static void ended(
      String list, Field status, Field formerStatus, Field spec, String containers) {
    Field statuses = status.get(list);
    Field former = formerStatus.get(list);
    for (Field ended : former.items()) {
      String name = ended.get("name").text();
      Field end = ended.at("state", "terminated");
      boolean forGood = end.isPresent() && !mayRunAgain(end, name, spec, containers);
      boolean runs =
          statuses.items().stream()
              .anyMatch(
                  one ->
                      one.get("name").isText(name) && !one.at("state", "terminated").isPresent());
      if (forGood && runs) {
        ended.get("state").forbidden("may not be transitioned to non-terminated state");
      }
    }
  }

  private static boolean mayRunAgain(Field end, String name, Field spec, String containers) {
    if (containers.equals("ephemeralContainers")) {
      return false;
    }
    boolean ownPolicy =
        spec.get(containers).items().stream()
            .filter(container -> container.get("name").isText(name))
            .anyMatch(container -> container.get("restartPolicy").isPresent());
    boolean failed = end.get("exitCode").number() != 0;
    return ownPolicy
        || spec.get("restartPolicy").isText("Always")
        || (failed && spec.get("restartPolicy").isText("OnFailure"));
  }

  private static void claims(Field statuses, Field claims) {
    Set<String> seen = new HashSet<>();
    for (Field status : statuses.items()) {
      Field name = status.get("name");
      boolean claimed =
          claims.items().stream().anyMatch(claim -> claim.get("name").isText(name.text()));
      if (!claimed) {
        name.invalid("must match the name of an entry in `spec.resourceClaims`");
      }
      if (!seen.add(name.text())) {
        name.duplicate();
      }
      status.get("resourceClaimName").form(Form.DNS_SUBDOMAIN);
    }
  }

  private static void addresses(Field addresses) {
    List<Field> all = addresses.items();
    all.forEach(address -> address.get("ip").form(Form.IP_ADDRESS));
    boolean bothFamilies = all.size() == 2 && isV6(all.get(0)) != isV6(all.get(1));
    if (all.size() > 1 && !bothFamilies) {
      addresses.invalid("may specify no more than one IP for each IP family");
    }
  }

  private static boolean isV6(Field address) {
    return address.get("ip").text().contains(":");
  }
}

package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.List;

/** Validates how a pod looks up names. */
final class DnsRules {

  private static final int NAMESERVERS_MAX = 3;
  private static final int SEARCHES_MAX = 32;
  private static final int SEARCHES_CHARACTERS_MAX = 2048;

  private DnsRules() {}

  static void check(Field spec) {
    Field config = spec.get("dnsConfig");
    Field nameservers = config.get("nameservers");
    if (spec.get("dnsPolicy").isText("None")) {
      if (!config.isPresent()) {
        config.missing("must provide `dnsConfig` when `dnsPolicy` is None");
        return;
      }
      if (nameservers.isEmpty()) {
        nameservers.missing("must provide at least one DNS nameserver when `dnsPolicy` is None");
        return;
      }
    }
    if (nameservers.items().size() > NAMESERVERS_MAX) {
      nameservers.invalid("must not have more than " + NAMESERVERS_MAX + " nameservers");
    }
    nameservers.items().forEach(server -> server.form(Form.IP_ADDRESS));
    searches(config.get("searches"));
    for (Field option : config.get("options").items()) {
      option.get("name").saidAt(option).required("must not be empty");
    }
  }

  private static void searches(Field searches) {
    List<String> domains = searches.items().stream().map(Field::text).toList();
    if (domains.size() > SEARCHES_MAX) {
      searches.invalid("must not have more than " + SEARCHES_MAX + " search paths");
    }
    if (String.join(" ", domains).length() > SEARCHES_CHARACTERS_MAX) {
      searches.invalid(
          "must not have more than %d characters (including spaces) in the search list"
              .formatted(SEARCHES_CHARACTERS_MAX));
    }
    searches.items().forEach(domain -> domain.form(Form.SEARCH_DOMAIN));
  }
}

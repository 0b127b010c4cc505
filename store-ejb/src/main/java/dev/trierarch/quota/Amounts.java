package dev.trierarch.quota;

import dev.trierarch.schema.Quantities;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Quantities by the names of what they are amounts of. Immutable. */
public record Amounts(Map<String, String> byName) {

  private static final Amounts NONE = new Amounts(Map.of());

  public Amounts {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  public static Amounts none() {
    return NONE;
  }

  /** So many pieces of something. */
  public static Amounts pieces(String name, long count) {
    return new Amounts(Map.of(name, Long.toString(count)));
  }

  /** None when there is no map. */
  public static Amounts of(Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return NONE;
    }
    Map<String, String> amounts = new TreeMap<>();
    quantities.forEach((name, quantity) -> amounts.put(name, canonical(quantity)));
    return new Amounts(amounts);
  }

  private static String canonical(Quantity quantity) {
    return Quantities.canonical(quantity.toString()).orElse("0");
  }

  public Map<String, Quantity> quantities() {
    Map<String, Quantity> quantities = new TreeMap<>();
    byName.forEach((name, amount) -> quantities.put(name, Quantity.parse(amount)));
    return quantities;
  }

  public Set<String> names() {
    return byName.keySet();
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Zero where nothing is said. */
  public String get(String name) {
    return byName.getOrDefault(name, "0");
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  public Amounts plus(Amounts other) {
    return merged(other, Quantities::sum);
  }

  public static Amounts sum(Collection<Amounts> amounts) {
    return amounts.stream().reduce(NONE, Amounts::plus);
  }

  /** Of each the larger. */
  public Amounts max(Amounts other) {
    return merged(other, (one, two) -> Quantities.compare(one, two) >= 0 ? one : two);
  }

  private Amounts merged(Amounts other, BinaryOperator<String> merge) {
    Map<String, String> merged = new TreeMap<>(byName);
    other.byName.forEach((name, amount) -> merged.merge(name, amount, merge));
    return new Amounts(merged);
  }

  /** The other's amounts stand instead of these. */
  public Amounts replacedBy(Amounts other) {
    return merged(other, (one, two) -> two);
  }

  /** How much more this is; what is not more is left out. */
  public Amounts above(Amounts other) {
    Map<String, String> more = new TreeMap<>();
    byName.forEach(
        (name, amount) -> {
          if (Quantities.compare(amount, other.get(name)) > 0) {
            more.put(name, Quantities.difference(amount, other.get(name)));
          }
        });
    return new Amounts(more);
  }

  public Amounts only(Predicate<String> wanted) {
    return new Amounts(
        byName.entrySet().stream()
            .filter(entry -> wanted.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** An amount of each of these names: zero where nothing is said. */
  public Amounts exactly(Collection<String> wanted) {
    return new Amounts(wanted.stream().distinct().collect(Collectors.toMap(n -> n, this::get)));
  }

  /** The names of which there is more than the limits say; what no limit names has none. */
  public List<String> exceeding(Amounts limits) {
    return byName.keySet().stream()
        .filter(limits::has)
        .filter(name -> Quantities.compare(get(name), limits.get(name)) > 0)
        .toList();
  }

  /** As upstream's messages list them: {@code cpu=2,memory=1Gi}. */
  @Override
  public String toString() {
    return byName.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}

package dev.trierarch.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The types that have named fields, each by its name: all are there before one is looked for. */
@SuppressWarnings("Immutable")
final class RecordTypes implements CelTypeProvider {

  private final Map<String, CelType> types = new LinkedHashMap<>();

  /** Adds a type, and says which it is. */
  StructType add(String name, Map<String, CelType> fields) {
    ImmutableMap<String, CelType> known = ImmutableMap.copyOf(fields);
    StructType type =
        StructType.create(
            name,
            ImmutableSet.copyOf(known.keySet()),
            field -> Optional.ofNullable(known.get(field)));
    types.put(name, type);
    return type;
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableSet.copyOf(types.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(types.get(name));
  }
}

package dev.trierarch.catalog;

import java.util.ArrayList;
import java.util.List;

/** Collects what the writer of an object that is taken all the same is to be told of it. */
public final class Warnings {

  private final List<String> texts = new ArrayList<>();

  /** Says something of a field, as upstream does: after its path. */
  public void add(Field field, String text) {
    add(field.path() + ": " + text);
  }

  public void add(String text) {
    texts.add(text);
  }

  public List<String> list() {
    return List.copyOf(texts);
  }
}

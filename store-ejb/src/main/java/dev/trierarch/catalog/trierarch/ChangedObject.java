package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;

/** Which object a row of the log is about. */
@JsonClassDescription("ChangedObject says which object a row of the log is about.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class ChangedObject implements Serializable {

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The resource with its group, e.g. pods or deployments.apps.")
  public String resource;

  @JsonPropertyDescription("The object's namespace, empty for objects of the whole cluster.")
  public String namespace;

  @JsonPropertyDescription("The object's name.")
  public String name;

  @JsonPropertyDescription("The object's uid.")
  public String uid;
}

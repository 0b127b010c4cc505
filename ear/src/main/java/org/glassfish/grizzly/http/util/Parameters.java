package org.glassfish.grizzly.http.util;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.Buffer;

/**
 * The parameters of a request, from its query and its form, in place of Grizzly's: that one keeps 4
 * KiB to decode them with, which each watch holds as long as it lasts, decoded or not. It is put
 * into the application server when the distribution is assembled; its methods are those that
 * Grizzly and the server call.
 */
public final class Parameters {

  private static final Logger LOG = Logger.getLogger(Parameters.class.getName());
  private static final int UNLIMITED = -1;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private DataChunk query;
  private Charset encoding;
  private Charset queryEncoding;
  private int countMax = UNLIMITED;
  private int count;
  private boolean queryRead;

  public void setQuery(DataChunk undecoded) {
    query = undecoded;
  }

  /** Called for each request; nothing here depends on its headers. */
  public void setHeaders(MimeHeaders headers) {}

  /** Those beyond so many are left out; below 0 none are. */
  public void setLimit(int parametersMax) {
    countMax = parametersMax;
  }

  public Charset getEncoding() {
    return encoding;
  }

  public void setEncoding(Charset ofForms) {
    encoding = ofForms;
  }

  public Charset getQueryStringEncoding() {
    return queryEncoding;
  }

  public void setQueryStringEncoding(Charset ofQueries) {
    queryEncoding = ofQueries;
  }

  public void recycle() {
    values.clear();
    encoding = null;
    queryEncoding = null;
    count = 0;
    queryRead = false;
  }

  public void addParameterValues(String name, String[] more) {
    if (name != null) {
      valuesOf(name).addAll(Arrays.asList(more));
    }
  }

  public String[] getParameterValues(String name) {
    handleQueryParameters();
    List<String> found = values.get(name);
    return found == null ? null : found.toArray(String[]::new);
  }

  public Set<String> getParameterNames() {
    handleQueryParameters();
    return values.keySet();
  }

  /** The first value; null when there is none. Decodes nothing by itself. */
  public String getParameter(String name) {
    List<String> found = values.get(name);
    if (found == null) {
      return null;
    }
    return found.isEmpty() ? "" : found.get(0);
  }

  /** Decodes the query, once. */
  public void handleQueryParameters() {
    if (queryRead) {
      return;
    }
    queryRead = true;
    if (query != null && !query.isNull()) {
      Charset charset = orDefault(queryEncoding);
      decode(query.toString(charset), charset);
    }
  }

  /** Decodes a form. */
  public void processParameters(Buffer form, int start, int length) {
    Charset charset = orDefault(encoding);
    decode(form.toStringContent(charset, start, start + length), charset);
  }

  private static Charset orDefault(Charset charset) {
    return charset == null ? Constants.DEFAULT_HTTP_CHARSET : charset;
  }

  private void decode(String text, Charset charset) {
    int start = 0;
    while (start < text.length()) {
      if (countMax > UNLIMITED && count >= countMax) {
        LOG.log(Level.WARNING, "A request has more than {0} parameters", countMax);
        return;
      }
      int ampersand = text.indexOf('&', start);
      int end = ampersand < 0 ? text.length() : ampersand;
      add(text.substring(start, end), charset);
      start = end + 1;
    }
  }

  /** One without a name, or badly escaped, is left out. */
  private void add(String pair, Charset charset) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    if (name.isEmpty()) {
      return;
    }
    try {
      String value =
          equals < 0 ? "" : java.net.URLDecoder.decode(pair.substring(equals + 1), charset);
      valuesOf(java.net.URLDecoder.decode(name, charset)).add(value);
      count++;
    } catch (IllegalArgumentException e) {
      LOG.log(Level.FINE, "A parameter is badly escaped: " + name, e);
    }
  }

  private List<String> valuesOf(String name) {
    return values.computeIfAbsent(name, any -> new ArrayList<>(1));
  }
}

package io.payonce.ingest.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The web files of a library that comes as a jar, in a folder named by its version. */
record Webjar(String name, String version) {
  /**
   * @throws IllegalStateException if it is not packaged with the service
   */
  static Webjar named(String name) {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(
              PackagedText.read("/META-INF/maven/org.webjars/" + name + "/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Webjar(name, properties.getProperty("version", "unknown"));
  }

  /**
   * @throws IllegalStateException if it holds no such file
   */
  String read(String file) {
    return PackagedText.read("/META-INF/resources/webjars/" + name + "/" + version + "/" + file);
  }
}

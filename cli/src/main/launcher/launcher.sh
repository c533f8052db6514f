# What the launchers share: bin/payonce of the distribution and ./payonce of the checkout source this file.

# Whether a folder holds a Java 25, which its file "release" says, and the other programs that are named.
is_java_25() {
  local home="$1" program
  shift
  for program in java "$@"; do
    [ -x "$home/bin/$program" ] || return 1
  done
  grep -q '^JAVA_VERSION="25[".]' "$home/release" 2>/dev/null
}

# Prints the folder of the first that fits: JAVA_HOME, the java on the PATH, and where JDKs usually are. The arguments
# name programs that it must have beside java.
find_java_25() {
  local candidate java
  if [ -n "${JAVA_HOME:-}" ] && is_java_25 "$JAVA_HOME" "$@"; then
    echo "$JAVA_HOME"
    return
  fi
  if java="$(command -v java)"; then
    candidate="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
    if is_java_25 "$candidate" "$@"; then
      echo "$candidate"
      return
    fi
  fi
  for candidate in /usr/lib/jvm/* "${HOME:-/nowhere}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nowhere}"/.jdks/*; do
    if is_java_25 "$candidate" "$@"; then
      echo "$candidate"
      return
    fi
  done
  echo "payonce: a JDK 25 is needed, set JAVA_HOME to it or install one: https://adoptium.net/temurin/releases/?version=25" >&2
  return 1
}

# Becomes the Java process, so that a signal reaches it: the folder of a Java, the class path, the command's arguments.
become_payonce() {
  local java_home="$1" class_path="$2" collector=()
  shift 2
  # A service lives long and may be given much memory: there the JVM chooses by what it is given.
  if [ "${1:-}" != serve ]; then
    collector=(-XX:+UseSerialGC)
  fi
  exec "$java_home/bin/java" \
    -Xshare:auto \
    ${collector[@]+"${collector[@]}"} \
    --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    -cp "$class_path" \
    io.payonce.cli.Main "$@"
}

# Sourced by ./mvnw and ./ordersync (POSIX shell): chooses a JDK 21 or newer and exports it as JAVA_HOME.
# A good JAVA_HOME, else a good `java` on the PATH, is left alone; otherwise the newest JDK of the usual folders is taken.
# Maven itself has to run on it, not only the compiler: the source formatter runs inside Maven (docs/adr/0001).

ordersync_jdk_wanted=21

# Prints the feature version of the JDK in folder $1; nothing if there is no JDK (a runtime without javac is none).
ordersync_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  {
    if [ -r "$1/release" ]; then cat "$1/release"; else "$1/bin/java" -XshowSettings:properties -version 2>&1; fi
  } | sed -n -e 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' -e 's/^ *java\.version = \([0-9][0-9]*\).*/\1/p' | head -n 1
}

# True if folder $1 holds a JDK that is new enough.
ordersync_jdk_good() {
  ordersync_jdk_found=$(ordersync_jdk_version "$1")
  [ -n "$ordersync_jdk_found" ] && [ "$ordersync_jdk_found" -ge "$ordersync_jdk_wanted" ]
}

# The JDK that `java` on the PATH belongs to, through its symbolic links.
ordersync_jdk_of_path() {
  ordersync_java=$(command -v java) || return 0
  while [ -L "$ordersync_java" ]; do
    ordersync_link=$(readlink "$ordersync_java")
    case $ordersync_link in
      /*) ordersync_java=$ordersync_link ;;
      *) ordersync_java=$(dirname "$ordersync_java")/$ordersync_link ;;
    esac
  done
  (cd "$(dirname "$ordersync_java")/.." 2>/dev/null && pwd -P) || :
}

# The newest good JDK of the folders in which package managers and installers put them.
ordersync_jdk_newest() {
  ordersync_best='' ordersync_best_version=0
  for ordersync_home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/*jdk* /opt/*jvm*/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    if ordersync_jdk_good "$ordersync_home" && [ "$ordersync_jdk_found" -gt "$ordersync_best_version" ]; then
      ordersync_best=$ordersync_home ordersync_best_version=$ordersync_jdk_found
    fi
  done
  printf %s "$ordersync_best"
}

if ! { [ -n "${JAVA_HOME-}" ] && ordersync_jdk_good "$JAVA_HOME"; }; then
  JAVA_HOME=$(ordersync_jdk_of_path)
  if ! ordersync_jdk_good "$JAVA_HOME"; then
    JAVA_HOME=$(ordersync_jdk_newest)
    if [ -z "$JAVA_HOME" ]; then
      echo "ordersync needs a JDK 21 or newer and found none: install one (for example https://adoptium.net) or point JAVA_HOME at it." >&2
      exit 1
    fi
  fi
  export JAVA_HOME
fi

# Flags that silence warnings about other people's use of sun.misc.Unsafe (Maven's own, ElasticMQ's); unknown before JDK 23.
ordersync_jdk_good "$JAVA_HOME"
ordersync_jdk_flags=''
[ "$ordersync_jdk_found" -lt 23 ] || ordersync_jdk_flags=--sun-misc-unsafe-memory-access=allow

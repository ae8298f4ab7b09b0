#!/usr/bin/env bash
# Refait les diagnostics de tous les territoires d'une liste, les compare aux précédents et échoue au-delà d'un seuil.
#
#   refaire.sh DOSSIER ARGUMENTS…
#
# DOSSIER garde d'une fois à l'autre : rapports/ (dernière exécution), ecarts.md (ce qui a changé, pour une relecture).
# ARGUMENTS sont ceux de « cpts diagnostic --tous » : --tous reg:93 --donnees france.cpts, par exemple.
# Variables : CPTS (le programme, « cpts » par défaut), SEUIL (écart en % ou en points qui fait échouer, 10 par défaut).
#
# Codes de sortie : 0 rien d'important n'a changé ; 1 une taille ACI change ou un chiffre bouge de plus de SEUIL ;
# sinon celui de cpts (3 : un territoire ou un fichier est inutilisable ; les autres sont écrits).
set -uo pipefail

dossier=${1:?dossier des rapports attendu en premier argument}
shift
cpts=${CPTS:-cpts}
seuil=${SEUIL:-10}
rapports=$dossier/rapports
anciens=$(mktemp -d)
trap 'rm -rf "$anciens"' EXIT

mkdir -p "$rapports"
find "$rapports" -maxdepth 1 -name '*.json' ! -name resume.json -exec cp {} "$anciens" \;

"$cpts" diagnostic "$@" --sortie "$rapports" --formats html,json
fait=$?
# Un territoire qui échoue n'empêche pas de comparer les autres ; toute autre erreur s'arrête ici.
if [ "$fait" -ne 0 ] && [ "$fait" -ne 1 ] && [ "$fait" -ne 3 ]; then
  exit "$fait"
fi

: >"$dossier/ecarts.md"
depasse=0
for ancien in "$anciens"/*.json; do
  nouveau=$rapports/$(basename "$ancien")
  if [ ! -f "$nouveau" ] || cmp -s "$ancien" "$nouveau"; then
    continue
  fi
  "$cpts" comparer "$ancien" "$nouveau" -q --format markdown \
    --echec-si taille --echec-si "ecart>$seuil" >>"$dossier/ecarts.md"
  case $? in
    0) ;;
    1) depasse=1 ;;
    *) fait=3 ;;
  esac
done

[ "$fait" -ne 3 ] || exit 3
exit "$depasse"

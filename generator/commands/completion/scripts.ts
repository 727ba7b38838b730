export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** A shell for which `isc-sdkgen completion` prints a script. */
export type Shell = (typeof SHELLS)[number];

/**
 * Each script passes the words of the line to the hidden command `complete` and shows its output: a value and a
 * description on each line, and `:files` if a path is possible. No word of the line is ever evaluated.
 */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  // bash splits words at = and :, so the script joins them again, and removes the part before the last split from a
  // value.
  bash: `# Completion of isc-sdkgen for bash: add to ~/.bashrc
#   source <(isc-sdkgen completion bash)
_isc_sdkgen() {
  local -a words=()
  local index word current cut value description glue=0
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if ((\${#words[@]} > 0)) && { ((glue)) || [[ $word == [=:]* ]]; }; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == *[=:] ]]; then glue=1; else glue=0; fi
  done
  current=\${words[\${#words[@]}-1]}
  unset "words[\${#words[@]}-1]"
  cut=
  if [[ $current == *[=:]* ]]; then cut=\${current%"\${current##*[=:]}"}; fi
  COMPREPLY=()
  while IFS=$'\\t' read -r value description; do
    if [[ $value == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "\${current#"$cut"}")
    else
      if [[ $value == *= ]]; then compopt -o nospace 2>/dev/null; fi
      COMPREPLY+=("\${value#"$cut"}")
    fi
  done < <("\${COMP_WORDS[0]}" complete "--current=$current" -- "\${words[@]}" 2>/dev/null)
}
complete -F _isc_sdkgen isc-sdkgen
`,
  zsh: `#compdef isc-sdkgen
# Completion of isc-sdkgen for zsh: write it to a file _isc-sdkgen in a folder of $fpath, or add to ~/.zshrc
#   source <(isc-sdkgen completion zsh)
_isc-sdkgen() {
  local -a values open
  local line value files=0
  for line in "\${(@f)$("\${words[1]}" complete "--current=\${words[CURRENT]}" -- "\${(@)words[2,CURRENT-1]}" 2>/dev/null)}"; do
    value=\${line%%$'\\t'*}
    if [[ $value == :files ]]; then
      files=1
    elif [[ $value == *= ]]; then
      open+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    elif [[ -n $value ]]; then
      values+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done
  (( \${#values} )) && _describe 'isc-sdkgen' values
  (( \${#open} )) && _describe 'isc-sdkgen' open -S ''
  if (( files )); then
    compset -P '*='
    _files
  fi
}
if [ "\${funcstack[1]}" = "_isc-sdkgen" ]; then
  _isc-sdkgen "$@"
else
  compdef _isc-sdkgen isc-sdkgen
fi
`,
  fish: `# Completion of isc-sdkgen for fish: write it to ~/.config/fish/completions/isc-sdkgen.fish
function __isc_sdkgen_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for line in ($words[1] complete "--current=$current" -- $words[2..-1] 2>/dev/null)
    if test "$line" = ":files"
      set -l cut (string match -r '^.*=' -- $current)
      for path in (__fish_complete_path (string replace -r '^.*=' '' -- $current))
        echo "$cut$path"
      end
    else
      echo $line
    end
  end
end
complete -c isc-sdkgen -f -a '(__isc_sdkgen_complete)'
`,
  powershell: `# Completion of isc-sdkgen for PowerShell: add to $PROFILE
#   isc-sdkgen completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName isc-sdkgen -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
  $rest = @($words | Select-Object -Skip 1)
  foreach ($line in & $words[0] complete "--current=$wordToComplete" -- @rest 2>$null) {
    $value, $description = $line -split "\`t", 2
    if ($value -eq ':files') {
      $cut = if ($wordToComplete -match '^.*=') { $Matches[0] } else { '' }
      [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete.Substring($cut.Length)) | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($cut + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
      }
    }
    elseif ($value) {
      $tip = if ($description) { $description } else { $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $tip)
    }
  }
}
`,
};

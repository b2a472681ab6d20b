@export()
@description('The parts of a list that is separated by commas, each once: spaces around them and empty ones do not count.')
func partsOf(list string) string[] =>
  union([], map(filter(split(list, ','), part => !empty(trim(part))), part => trim(part)))

@export()
@description('The same, where capital and small letters are alike.')
func lowerPartsOf(list string) string[] => partsOf(toLower(list))

@export()
@description('The range that an address lies in, as Azure wants it: 10.1.0.5/24 is 10.1.0.0/24.')
func rangeOf(prefix string) string => '${parseCidr(prefix).network}/${parseCidr(prefix).cidr}'

@description('A single address as a range, and a range as the one it lies in.')
func asRange(address string) string =>
  rangeOf(contains(address, '/') ? address : '${address}/${contains(address, ':') ? 128 : 32}')

@export()
@description('The ranges of a list that is separated by commas, each once, however they are written.')
func rangesOf(list string) string[] => union([], map(partsOf(list), address => asRange(address)))

@export()
@description('Whether the firewalls of Storage and Key Vault both take a range: of the internet, IPv4, and not of two addresses.')
func isPublicRange(range string) bool =>
  !contains(range, ':') && !endsWith(range, '/31') && !startsWith(range, '10.') && !startsWith(range, '192.168.') && !startsWith(
    rangeOf('${split(range, '/')[0]}/12'),
    '172.16.'
  )

@export()
@description('The name of the secret for an app setting: small letters, dashes for underscores.')
func secretNameOf(setting string) string => toLower(replace(setting, '_', '-'))

@export()
@description('Whether a Key Vault takes a name: 1 to 127 letters, digits and dashes.')
func isSecretName(name string) bool => length(name) <= 127 && isMadeOf(name, 'abcdefghijklmnopqrstuvwxyz0123456789-')

@export()
@description('Whether Azure takes the id of a management group: 1 to 90 letters, digits, dashes, underscores, parentheses and dots.')
func isManagementGroupId(id string) bool =>
  length(id) <= 90 && isMadeOf(toLower(id), 'abcdefghijklmnopqrstuvwxyz0123456789-_().')

@export()
@description('Whether a text has the form of an id: 36 characters, digits from 0 to f and four dashes.')
func isGuid(id string) bool =>
  length(id) == 36 && length(replace(id, '-', '')) == 32 && isMadeOf(toLower(id), 'abcdef0123456789-')

func isMadeOf(text string, characters string) bool =>
  !empty(text) && empty(filter(range(0, length(text)), index => !contains(characters, substring(text, index, 1))))

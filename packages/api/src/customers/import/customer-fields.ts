import type { ImportField } from '../../basics/index.ts'

/** What the shop keeps of a customer besides name and address for mail, by the column it comes from. */
export const CONTACT_CELLS = [
  'phone',
  'company',
  'address',
  'address 2',
  'postal code',
  'city',
  'region',
  'country',
  'note',
  'tags',
] as const

const contact = (key: string, label: string, names: string, example: string): ImportField => ({
  key,
  label,
  names: names.split('|'),
  group: key,
  examples: [example, ''],
})

/** The columns of a customer file: the names of Shopify's export, and plain ones in four languages. */
export const CUSTOMER_FIELDS: ImportField[] = [
  {
    key: 'email',
    label: 'E-mail',
    names: [
      'Email',
      'Email address',
      'Mail',
      'E-Mail-Adresse',
      '邮箱',
      '电子邮件',
      '电子邮箱',
      'البريد الإلكتروني',
      'البريد',
    ],
    required: true,
    examples: ['ana@example.com', 'bo@example.com'],
  },
  {
    key: 'name',
    label: 'Name',
    names: ['Full name', 'Customer', 'Customer name', 'Kunde', 'Kundenname', '姓名', '客户', 'الاسم', 'اسم العميل'],
    group: 'name',
    examples: ['Ana Ruiz', 'Bo Lind'],
  },
  {
    key: 'first name',
    label: 'First name',
    names: ['Given name', 'Vorname', '名', '名字', 'الاسم الأول'],
    group: 'name',
    examples: ['', ''],
  },
  {
    key: 'last name',
    label: 'Last name',
    names: ['Family name', 'Surname', 'Nachname', '姓', '姓氏', 'اسم العائلة'],
    group: 'name',
    examples: ['', ''],
  },
  contact(
    'phone',
    'Phone',
    'Telephone|Default Address Phone|Telefon|Telefonnummer|电话|手机|الهاتف|رقم الهاتف',
    '+49 30 1234567',
  ),
  contact('company', 'Company', 'Default Address Company|Firma|公司|الشركة', ''),
  contact(
    'address',
    'Address',
    'Address1|Default Address Address1|Street|Adresse|Straße|地址|街道|العنوان|الشارع',
    'Lindenweg 4',
  ),
  contact('address 2', 'Address 2', 'Address2|Default Address Address2|Adresszusatz|地址2|العنوان 2', ''),
  contact(
    'postal code',
    'Postal code',
    'Zip|Postcode|Default Address Zip|PLZ|Postleitzahl|邮编|邮政编码|الرمز البريدي',
    '89073',
  ),
  contact('city', 'City', 'Town|Default Address City|Stadt|Ort|城市|المدينة', 'Ulm'),
  contact(
    'region',
    'Region',
    'State|Province|Province Code|Default Address Province Code|Bundesland|省份|省|المنطقة|المحافظة',
    '',
  ),
  contact('country', 'Country', 'Country Code|Default Address Country Code|Land|国家|الدولة|البلد', 'DE'),
  contact('note', 'Note', 'Notes|Notiz|Bemerkung|备注|ملاحظة|ملاحظات', ''),
  contact('tags', 'Tags', 'Schlagwörter|标签|الوسوم', 'wholesale'),
]

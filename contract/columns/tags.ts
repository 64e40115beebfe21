import { columnsOf } from './column';
import { positionOf } from './gps';
import { misreadFields } from './not-unicode';

/** Who and what made it, by the file's own tags. */
export const TAG_COLUMNS = columnsOf('General', [
  {
    name: 'Performer',
    type: 'string',
    field: 'Performer',
    description: 'Performer or artist.',
    example: 'Ünïcode',
  },
  { name: 'Album', type: 'string', field: 'Album', description: 'Album.', example: '北京' },
  { name: 'Genre', type: 'string', field: 'Genre', description: 'Genre.', example: 'Jazz' },
  {
    name: 'CameraMake',
    type: 'string',
    field: 'Encoded_Hardware_CompanyName',
    description: 'Maker of the camera or recorder.',
    example: 'Canon',
  },
  {
    name: 'CameraModel',
    type: 'string',
    derive: ([general]) =>
      general?.fields.get('Encoded_Hardware_Model') ?? general?.fields.get('Encoded_Hardware_Name'),
    from: 'General Encoded_Hardware_Model or Encoded_Hardware_Name',
    description: 'Its model.',
    example: 'EOS R5',
  },
  {
    name: 'NotUnicode',
    type: 'list',
    derive: (_, report) => misreadFields(report),
    from: 'every text of the report',
    description:
      'Fields of the report whose text was not Unicode, by its characters: MediaInfo read GBK, Shift JIS or the like as Latin-1. Not every such text can be told.',
    example: '["Title","Performer"]',
  },
  {
    name: 'GpsPosition',
    type: 'position',
    derive: ([general]) => positionOf(general?.fields.get('Recorded_Location')),
    from: 'General Recorded_Location',
    description: 'Where it was recorded: latitude and longitude in degrees, north and east positive.',
    example: '-33.8568,151.2153',
  },
]);
